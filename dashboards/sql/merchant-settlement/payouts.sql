-- title: Payouts and their state
-- title.zh: 付款及其状态
-- question: Which payouts are still to be ordered, ordered, booked, paid by the bank or sent back?
-- question.zh: 哪些付款待下单、已下单、已入账、银行已付或被退回？
-- chart: table
-- unit: payout = money(currency)
-- column: business_date = Business date | 业务日
-- column: payee = Payee | 收款方
-- column: currency = Currency | 币种
-- column: due = Due | 到期日
-- column: payout = Payout | 付款额
-- column: state = State | 状态
-- column: maker = Maker | 制单人
-- column: checker = Checker | 复核人
-- column: return_reason = Return reason | 退回原因
-- column: payout_id = Payout's id | 付款号
-- column: settlement_id = Settlement | 结算单号
-- parameter: from Date = today-30 | From business date
-- parameter: to Date = today+1 | To business date
-- parameter: merchant String = | Merchant or payee (empty: all)
-- parameter: currency String = | Currency (empty: all)
-- parameter: rows UInt32 = 100 | Rows shown
-- parameter.zh: from = 起始业务日
-- parameter.zh: to = 截止业务日
-- parameter.zh: merchant = 商户或收款方（空：全部）
-- parameter.zh: currency = 币种（空：全部）
-- parameter.zh: rows = 显示行数
-- link: settlement_id = merchant-settlement?settlement_id
-- refresh: 60s
-- position: 2

-- Payout and instruction ids are pure functions of the settlement (docs/payouts.md). Batches and holds are PostgreSQL's: until a payout is
-- approved it is OPEN here.
SELECT
  payout.business_date AS business_date,
  payout.payee AS payee,
  payout.currency AS currency,
  payout.due AS due,
  payout.payout AS payout,
  multiIf(payout.return_instruction IN
            (SELECT instruction_id FROM settlement.ledger_instruction WHERE created_at >= {from:Date} AND startsWith(instruction_id, 'payout-')), 'RETURNED',
          payout.journal IN
            (SELECT substring(row_id, 1, 51) FROM settlement.bank_item
             WHERE business_date >= {from:Date} AND side = 'PAYOUT' AND class IN ('MATCHED', 'LATE')), 'PAID',
          payout.journal IN
            (SELECT journal_id FROM settlement.ledger_entry
             WHERE account >= 'bank:' AND account < 'bank;' AND business_date >= {from:Date} AND kind = 'PAYOUT'), 'BOOKED',
          ordered.instruction_id != '', 'ORDERED',
          'OPEN') AS state,
  ordered.maker AS maker,
  ordered.checker AS checker,
  back.reason AS return_reason,
  payout.payout_id AS payout_id,
  payout.settlement_id AS settlement_id
FROM
(
  SELECT business_date, payee, currency, due, payout, settlement_id,
         concat('PO', substring(settlement_id, 1, 30)) AS payout_id,
         concat('payout-', substring(lower(hex(SHA256(concat('PAYOUT/payout/', payout_id)))), 1, 32)) AS instruction,
         concat('payout-', substring(lower(hex(SHA256(concat('PAYOUT/return/', payout_id)))), 1, 32)) AS return_instruction,
         concat('instruction:', instruction) AS journal
  FROM settlement.payee_settlement
  WHERE business_date BETWEEN {from:Date} AND {to:Date} AND payout > 0
    AND ({merchant:String} = '' OR payee IN ({merchant:String}, concat('merchant:', {merchant:String})))
    AND ({currency:String} = '' OR currency = {currency:String})
) AS payout
LEFT JOIN
(
  SELECT instruction_id, maker, checker
  FROM settlement.ledger_instruction
  WHERE created_at >= {from:Date} AND startsWith(instruction_id, 'payout-')
) AS ordered ON ordered.instruction_id = payout.instruction
LEFT JOIN
(
  SELECT payout_id, any(reason) AS reason FROM settlement.bank_return WHERE business_date >= {from:Date} GROUP BY payout_id
) AS back ON back.payout_id = payout.payout_id
ORDER BY business_date DESC, payee, currency, due, payout_id
LIMIT {rows:UInt32}
