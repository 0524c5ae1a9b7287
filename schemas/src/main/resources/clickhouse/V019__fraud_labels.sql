-- What people found out about orders: the truth that a back-test of fraud rules is held against. Times: UTC.
CREATE TABLE IF NOT EXISTS settlement.fraud_label
(
  order_id    String,
  is_fraud    Bool,
  source      LowCardinality(String) COMMENT 'Where it is known from, such as chargeback, analyst or paysim',
  labelled_by String                 COMMENT 'Who says so',
  labelled_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'The last label of an order counts'
)
ENGINE = MergeTree ORDER BY (order_id, labelled_at)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Every label that an order was given; nothing is changed, a later row corrects an earlier one';

-- Of two labels of the same instant the one that says fraud counts.
CREATE OR REPLACE VIEW settlement.fraud_label_current
AS SELECT order_id, argMax(tuple(l.is_fraud, l.source, l.labelled_by, l.labelled_at), tuple(l.labelled_at, l.is_fraud)) AS latest,
          latest.1 AS is_fraud, latest.2 AS source, latest.3 AS labelled_by, latest.4 AS labelled_at
   FROM settlement.fraud_label AS l GROUP BY order_id;
