-- title: Alerts
-- title.zh: 告警
-- question: What about the ledger should a person look at: overdrafts, output that was not committed?
-- question.zh: 账本有哪些情况需要人工查看：透支、未提交的输出？
-- chart: table
-- unit: amount = money(currency)
-- unit: balance_after = money(currency)
-- column: raised_at = Raised | 告警时间
-- column: type = Type | 类型
-- column: severity = Severity | 严重程度
-- column: detail = Detail | 详情
-- column: account = Account | 账户
-- column: shard = Shard | 分片
-- column: currency = Currency | 币种
-- column: amount = Amount | 金额
-- column: balance_after = Balance after | 变动后余额
-- column: sequence = Sequence | 序号
-- column: event_time = Happened | 发生时间
-- column: journal_id = Journal | 凭证号
-- parameter: type String = | Type (empty: all)
-- parameter: from Date = today-30 | From day (UTC)
-- parameter: to Date = today+1 | To day (UTC)
-- parameter: rows UInt32 = 100 | Alerts shown
-- parameter.zh: type = 类型（空：全部）
-- parameter.zh: from = 起始日（UTC）
-- parameter.zh: to = 截止日（UTC）
-- parameter.zh: rows = 显示告警数
-- link: account = ledger?account
-- refresh: 60s
-- position: 6

SELECT raised_at, type, severity, detail, account, shard, currency, amount, balance_after, sequence, event_time, journal_id
FROM settlement.ledger_alert
WHERE raised_at >= {from:Date} AND raised_at < {to:Date} + 1
  AND ({type:String} = '' OR type = {type:String})
ORDER BY raised_at DESC, alert_id
LIMIT {rows:UInt32}
