-- title: Open instructions
-- title.zh: 未完成指令
-- question: What did the batch side order that the ledger has not booked, and was it refused?
-- question.zh: 批处理下达的哪些指令账本尚未入账，是否被拒绝？
-- chart: table
-- unit: moved = money(currency)
-- column: created_at = Ordered | 下达时间
-- column: kind = Kind | 类型
-- column: business_key = What it is for | 业务键
-- column: channel = Channel | 渠道
-- column: merchant_id = Merchant | 商户
-- column: currency = Currency | 币种
-- column: moved = Moved | 变动金额
-- column: refused = Refused | 拒绝原因
-- column: source_lsn = Database position | 数据库位置
-- column: instruction_id = Instruction | 指令号
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: rows = 显示行数
-- refresh: 60s
-- position: 5

-- Captured in the range and in no journal since. Moved: what the instruction's legs give, of its first currency.
SELECT
  created_at,
  kind,
  business_key,
  channel,
  merchant_id,
  legs[1].currency AS currency,
  arraySum(leg -> if(leg.amount > 0 AND leg.currency = legs[1].currency, toInt128(leg.amount), 0), legs) AS moved,
  refused.reason AS refused,
  source_lsn,
  instruction_id
FROM settlement.ledger_instruction AS instruction
LEFT JOIN
(
  SELECT entity_id, any(concat(category, ': ', detail)) AS reason
  FROM settlement.quarantine
  WHERE quarantined_at >= {from:Date} AND entity = 'LEDGER_INSTRUCTION'
  GROUP BY entity_id
) AS refused ON refused.entity_id = instruction.instruction_id
WHERE created_at >= {from:Date} AND created_at < {to:Date} + 1
  AND instruction_id NOT IN
    -- The ledger books into the day that is asked for or a later one; that day is seldom before the capture by more than a month. A Date has
    -- nothing before 1970: it would wrap around.
    (SELECT assumeNotNull(instruction_id) FROM settlement.ledger_entry
     WHERE business_date >= greatest({from:Date}, toDate('1970-01-01') + 31) - 31 AND cause = 'INSTRUCTION' AND leg = 0 AND isNotNull(instruction_id))
ORDER BY created_at, instruction_id
LIMIT {rows:UInt32}
