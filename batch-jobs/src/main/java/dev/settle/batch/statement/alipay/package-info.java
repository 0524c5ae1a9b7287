/** Alipay (支付宝) trade bills (业务明细) and account bills (账务明细), with their 汇总 files. */
@NullMarked
package dev.settle.batch.statement.alipay;

import org.jspecify.annotations.NullMarked;
