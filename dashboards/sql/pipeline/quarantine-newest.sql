-- title: Newest in quarantine
-- title.zh: 最新隔离记录
-- question: What exactly was refused last?
-- question.zh: 最近具体拒绝了什么？
-- chart: table
-- column: quarantined_at = Refused | 隔离时间
-- column: category = Category | 类别
-- column: detail = Detail | 详情
-- column: entity = Entity | 实体
-- column: entity_id = Entity's id | 实体号
-- column: order_id = Order | 订单号
-- column: state_met = State met | 当时状态
-- column: topic = Topic | 主题
-- column: partition = Partition | 分区
-- column: offset = Offset | 偏移量
-- column: source_lsn = Database position | 数据库位置
-- parameter: category String = | Category (empty: all)
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rows UInt32 = 50 | Changes shown
-- parameter.zh: category = 类别（空：全部）
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- parameter.zh: rows = 显示变更数
-- link: order_id = ledger?order_id
-- refresh: 60s
-- position: 10

SELECT quarantined_at, category, detail, entity, entity_id, order_id, state_met, topic, partition, offset, source_lsn
FROM settlement.quarantine
WHERE quarantined_at >= {from:Date} AND quarantined_at < {to:Date} + 1
  AND ({category:String} = '' OR category = {category:String})
ORDER BY quarantined_at DESC, quarantine_id
LIMIT {rows:UInt32}
