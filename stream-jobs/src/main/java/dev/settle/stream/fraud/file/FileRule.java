package dev.settle.stream.fraud.file;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.stream.fraud.rule.FraudRule;

/**
 * A rule of a file.
 *
 * @param row its columns, at version 1; without a date in the file it is effective from time 0
 * @param rule the same, read as the job reads it
 * @param dated true when the file says from when it is effective
 */
public record FileRule(FraudRuleRow row, FraudRule rule, boolean dated) {}
