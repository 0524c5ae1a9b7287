package dev.settle.batch.statement.unionpay;

import java.util.List;

/**
 * What the print summary totals, and the words that it may use for it, the surest first: the print
 * is made for people, and its wording is not published.
 */
enum Caption {
  COUNT("笔数", "总笔数", "交易笔数", "总交易笔数", "合计笔数"),
  AMOUNT("交易金额", "交易总金额", "总交易金额", "交易总额", "总金额", "金额"),
  FEE("手续费", "商户手续费", "手续费金额", "手续费总额", "总手续费"),
  NET("清算净额", "结算净额", "净额", "清算金额", "结算金额");

  private static final String UNIT = "[(（]元[)）]";

  private final String words;

  Caption(String... words) {
    this.words = String.join(",", words);
  }

  /** The word to speak of it by. */
  String title() {
    return words().get(0);
  }

  /** Position of the surest of its words among captions; -1 when none of them is there. */
  int in(List<String> captions) {
    List<String> bare = captions.stream().map(caption -> caption.replaceAll(UNIT, "")).toList();
    return words().stream().mapToInt(bare::indexOf).filter(at -> at >= 0).findFirst().orElse(-1);
  }

  /** True when a line has a caption for each. */
  static boolean allIn(List<String> captions) {
    for (Caption caption : values()) {
      if (caption.in(captions) < 0) {
        return false;
      }
    }
    return true;
  }

  private List<String> words() {
    return List.of(words.split(",", -1));
  }
}
