/** WeChat Pay trade bills (交易账单), every layout. */
@NullMarked
package dev.settle.batch.statement.wechat;

import org.jspecify.annotations.NullMarked;
