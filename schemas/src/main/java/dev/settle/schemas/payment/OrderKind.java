package dev.settle.schemas.payment;

/** What a payment order does (domain.md section 2). */
public enum OrderKind {
  PURCHASE,
  /** 打赏. */
  TIP,
  /** 充值: from a channel into a user's wallet. */
  TOP_UP,
  /** 转账: between two users' wallets. */
  TRANSFER,
  /** 提现: from a user's wallet to a channel. */
  WITHDRAWAL
}
