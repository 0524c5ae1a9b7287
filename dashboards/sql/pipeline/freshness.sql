-- title: How fresh are the figures?
-- title.zh: 数据新鲜度
-- question: Up to what moment has each table taken the source's changes, and how far is it behind the one that is furthest?
-- question.zh: 各表分别取到源库的哪个时刻，落后多少？
-- board.zh: 流水线健康
-- board.position: 7
-- chart: table
-- unit: lsn_behind = B
-- column: table_name = Table | 表
-- column: row_count = Rows | 行数
-- column: newest_in_source = Newest in the source | 源库最新时刻
-- column: newest_step = Newest step | 最新步骤
-- column: newest_source_lsn = Newest position | 最新位置
-- column: lsn_behind = Bytes behind | 落后字节
-- parameter: from Date = today-30 | From day (UTC)
-- parameter.zh: from = 起始日（UTC）
-- refresh: 10s
-- position: 1

-- Of orders, entries, instructions and refusals since a day. In the source: when it was committed, of an entry when it happened; a refusal
-- does not tell. Behind in bytes of PostgreSQL's log: not all of it moves money, so a ledger that is idle is behind too, and refusals are
-- behind as long as nothing is refused.
SELECT
  table_name,
  row_count,
  newest_in_source,
  newest_step,
  newest_source_lsn,
  max(newest_source_lsn) OVER () - newest_source_lsn AS lsn_behind
FROM
(
  SELECT 'payment_event' AS table_name, count() AS row_count, maxOrNull(committed_at) AS newest_in_source,
         maxOrNull(captured_at) AS newest_step, maxOrNull(source_lsn) AS newest_source_lsn
  FROM settlement.payment_event WHERE created_at >= {from:Date}
  UNION ALL
  SELECT 'ledger_entry', count(), maxOrNull(event_time), maxOrNull(booked_at), maxOrNull(source_lsn)
  FROM settlement.ledger_entry WHERE business_date >= {from:Date}
  UNION ALL
  SELECT 'ledger_instruction', count(), maxOrNull(committed_at), maxOrNull(captured_at), maxOrNull(source_lsn)
  FROM settlement.ledger_instruction WHERE created_at >= {from:Date}
  UNION ALL
  SELECT 'quarantine', count(), NULL, maxOrNull(quarantined_at), maxOrNull(source_lsn)
  FROM settlement.quarantine WHERE quarantined_at >= {from:Date}
)
ORDER BY table_name
