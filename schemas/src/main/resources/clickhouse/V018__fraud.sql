-- What the fraud job finds, landed from its topics. Amounts: Int64 minor units of the currency. Times: UTC.
CREATE TABLE IF NOT EXISTS settlement.fraud_alert
(
  rule_id      LowCardinality(String),
  alert_id     String                 COMMENT 'Pure function of rule, version, key and the event that crossed',
  type         LowCardinality(String) COMMENT 'CROSSING: a threshold was crossed; RULE_PAUSED: the rule had too many new keys and waits for its next version',
  rule_version Int64,
  rule_name    String,
  action       LowCardinality(String) COMMENT 'ALERT, REVIEW or BLOCK',
  shadow       Bool                   COMMENT 'The rule only watches: nothing acts on it',
  key          String                 COMMENT 'What the window is kept for, such as payer:u1 or device|channel:d1|WECHAT; empty on RULE_PAUSED',
  measure      LowCardinality(String) COMMENT 'COUNT, SUM, AVERAGE, MAX, DISTINCT_COUNT, REFUND_SHARE, SMALL_THEN_LARGE, PASS_THROUGH or NEW_KEYS',
  value        Int64                  COMMENT 'What crossed: payments, values, minor units, basis points or new keys',
  threshold    Int64                  COMMENT 'In the same unit',
  currency     LowCardinality(Nullable(String)) COMMENT 'ISO 4217, of amounts',
  window_from  DateTime64(3, 'UTC')   COMMENT 'Inclusive',
  window_to    DateTime64(3, 'UTC')   COMMENT 'Exclusive',
  events       Int64                  COMMENT 'Payments in the window',
  event_ids    Array(String)          COMMENT 'The newest of them, at most 50, oldest first: order id, or for a refund order id, #, the order''s version',
  event_time   DateTime64(3, 'UTC')   COMMENT 'When the event that crossed happened',
  raised_at    DateTime64(3, 'UTC')   COMMENT 'When the job noticed'
)
ENGINE = MergeTree PARTITION BY toYYYYMM(event_time) ORDER BY (rule_id, alert_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Crossings of fraud rules, each once';

CREATE TABLE IF NOT EXISTS settlement.fraud_late_event
(
  event_id    String                 COMMENT 'Order id, or for a refund order id, #, the order''s version',
  key         String                 COMMENT 'What the windows are kept for',
  rule_ids    Array(String)          COMMENT 'The rules that did not count it',
  order_id    String,
  kind        LowCardinality(String),
  channel     LowCardinality(String),
  currency    LowCardinality(String) COMMENT 'ISO 4217',
  amount      Int64                  COMMENT 'Minor units',
  event_time  DateTime64(3, 'UTC')   COMMENT 'When it was paid or given back',
  watermark   DateTime64(3, 'UTC')   COMMENT 'How far the job was in event time',
  received_at DateTime64(3, 'UTC')   COMMENT 'When the job took it'
)
ENGINE = MergeTree PARTITION BY toYYYYMM(received_at) ORDER BY (event_id, key)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Payments that came too late for windows of fraud rules, each once a key';
