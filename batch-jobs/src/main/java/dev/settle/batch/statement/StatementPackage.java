package dev.settle.batch.statement;

import java.util.List;

/** A statement as it was delivered: plain or gzip is one part, a zip has one part a file. */
public interface StatementPackage {
  /** The parts, by name; never empty. */
  List<StatementPart> parts();

  /**
   * The only part.
   *
   * @throws StatementRefusedException when there are several: formats of one file call this
   */
  default StatementPart onlyPart() throws StatementRefusedException {
    if (parts().size() != 1) {
      throw new StatementRefusedException(
          "the zip holds " + parts().size() + " files where this format has one");
    }
    return parts().get(0);
  }
}
