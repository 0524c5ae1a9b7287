package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a {@code Btch} declares with the details beside it, and adds up the details of an
 * entry. A batch without details is taken as it is, and one with a single detail that stands for
 * all of them: banks may leave the parts to another message.
 */
final class BatchCheck {
  private final OwnCurrency money;
  private long entrySum;
  private long entryDetails;
  private long groupSum;
  private long groupDetails;
  private boolean allCarryAmounts = true;
  private boolean groupCarriesAmounts = true;
  private @Nullable Long declaredCount;
  private @Nullable Long declaredAmount;

  BatchCheck(OwnCurrency money) {
    this.money = money;
  }

  /** A {@code NtryDtls} begins. */
  void begin() {
    groupSum = 0;
    groupDetails = 0;
    groupCarriesAmounts = true;
    declaredCount = null;
    declaredAmount = null;
  }

  /** Reads a {@code Btch}. */
  void read(XmlCursor xml, int entryDirection) throws IOException, StatementRefusedException {
    String field = "Ntry/NtryDtls/Btch";
    int direction = entryDirection;
    Long amount = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "NbOfTxs" -> declaredCount = CamtFields.number(xml, field + "/NbOfTxs");
        case "TtlAmt" -> amount = money.amountIfOwn(xml, field + "/TtlAmt");
        case "CdtDbtInd" -> direction = CamtFields.direction(xml, field + "/CdtDbtInd");
        default -> xml.skip();
      }
    }
    declaredAmount = amount == null ? null : Long.valueOf(direction * amount);
  }

  /** Adds a detail by its signed amount, null when it carries none. */
  void add(@Nullable Long signed) {
    groupDetails++;
    entryDetails++;
    if (signed == null) {
      groupCarriesAmounts = false;
      allCarryAmounts = false;
    } else {
      groupSum = Math.addExact(groupSum, signed);
      entrySum = Math.addExact(entrySum, signed);
    }
  }

  /** A {@code NtryDtls} ends. */
  void end(XmlCursor xml) throws StatementRefusedException {
    if (declaredCount != null && groupDetails > 1 && declaredCount != groupDetails) {
      throw xml.refused(
          "Ntry/NtryDtls/Btch/NbOfTxs",
          "declares %d where %d details stand".formatted(declaredCount, groupDetails));
    }
    boolean comparable = groupDetails > 0 && groupCarriesAmounts;
    if (declaredAmount != null && comparable && declaredAmount != groupSum) {
      throw xml.refused(
          "Ntry/NtryDtls/Btch/TtlAmt",
          "declares %s where the details give %s"
              .formatted(
                  Decimals.plain(declaredAmount, money.digits()),
                  Decimals.plain(groupSum, money.digits())));
    }
  }

  /** Signed sum of all details; null when there is none or one carries no amount. */
  @Nullable Long sum() {
    return entryDetails > 0 && allCarryAmounts ? entrySum : null;
  }
}
