package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.StatementHead;
import dev.settle.batch.statement.StatementPackage;
import dev.settle.batch.statement.StatementPart;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a bill as it was delivered: the details, and in a zip their 汇总. They are told apart
 * by their titles, not by their names, which pass through tools that spoil them.
 *
 * @param detail the file with the rows
 * @param summary the file with the totals; null when it did not come along
 * @param single true when there is no other file
 */
record BillParts(Titled detail, @Nullable Titled summary, boolean single) {

  /** A file and its title. */
  record Titled(StatementPart part, BillTitle.Found found) {
    BillText open() throws IOException, StatementRefusedException {
      return new BillText(part.open(), found.charset());
    }

    String name() {
      return part.name();
    }
  }

  /** True when one of the files has the title. */
  static boolean recognises(StatementHead head, BillTitle title) {
    for (StatementHead.Part part : head.parts()) {
      BillTitle.Found found = BillTitle.in(part.bytes());
      if (found != null && found.title() == title) {
        return true;
      }
    }
    return false;
  }

  /**
   * Finds the files.
   *
   * @throws StatementRefusedException when there is not exactly one file of details, or one that
   *     does not belong to the bill
   */
  static BillParts of(StatementPackage content, BillTitle detailTitle, BillTitle summaryTitle)
      throws IOException, StatementRefusedException {
    Titled detail = null;
    Titled summary = null;
    for (StatementPart part : content.parts()) {
      BillTitle.Found found = titleOf(part);
      if (found != null && found.title() == detailTitle && detail == null) {
        detail = new Titled(part, found);
      } else if (found != null && found.title() == summaryTitle && summary == null) {
        summary = new Titled(part, found);
      } else if (found == null) {
        throw new StatementRefusedException(part.name() + " is no file of an Alipay bill");
      } else {
        throw new StatementRefusedException(
            part.name() + " is a second " + found.title() + ": give one statement");
      }
    }
    if (detail == null) {
      throw new StatementRefusedException("there is no file of details, only their 汇总");
    }
    return new BillParts(detail, summary, content.parts().size() == 1);
  }

  private static BillTitle.@Nullable Found titleOf(StatementPart part)
      throws IOException, StatementRefusedException {
    try (InputStream in = part.open()) {
      return BillTitle.in(in.readNBytes(BillTitle.HEAD_BYTES));
    }
  }
}
