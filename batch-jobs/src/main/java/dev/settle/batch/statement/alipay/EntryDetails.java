package dev.settle.batch.statement.alipay;

/**
 * What a row of an account bill holds besides the canonical line.
 *
 * @param entryNo number of the entry, 账务流水号
 * @param product name of the product, whatever it holds
 * @param remark 备注, whatever it holds
 */
public record EntryDetails(String entryNo, String product, String remark) {}
