package dev.settle.stream.fraud.backtest;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.window.Finding;

/**
 * An alert that a rule would have raised.
 *
 * @param rule the rule
 * @param key what the window was kept for, such as {@code payer:u1}
 * @param event the event that crossed
 * @param finding what crossed
 */
public record Alert(FraudRule rule, String key, FraudEvent event, Finding finding) {}
