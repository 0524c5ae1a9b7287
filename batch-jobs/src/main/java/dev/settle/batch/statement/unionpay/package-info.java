/** UnionPay's merchant settlement files (银联全渠道对账文件): ZM, ZME and RD. */
@NullMarked
package dev.settle.batch.statement.unionpay;

import org.jspecify.annotations.NullMarked;
