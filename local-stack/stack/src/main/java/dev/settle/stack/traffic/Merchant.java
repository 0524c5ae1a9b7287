package dev.settle.stack.traffic;

/**
 * A merchant, who sells in one currency.
 *
 * @param merchantId primary key
 * @param name for people
 * @param currency ISO 4217
 */
public record Merchant(String merchantId, String name, String currency) {}
