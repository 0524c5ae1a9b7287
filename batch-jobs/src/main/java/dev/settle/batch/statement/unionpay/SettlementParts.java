package dev.settle.batch.statement.unionpay;

import dev.settle.batch.statement.StatementPackage;
import dev.settle.batch.statement.StatementPart;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.unionpay.SettlementName.Kind;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of one settlement, all of one merchant and date, each at most once. */
final class SettlementParts {
  private final SettlementName name;
  private final Map<Kind, StatementPart> parts;

  private SettlementParts(SettlementName name, Map<Kind, StatementPart> parts) {
    this.name = name;
    this.parts = parts;
  }

  /** Sorts out a package by the names of its files. */
  static SettlementParts of(StatementPackage content) throws StatementRefusedException {
    Map<Kind, StatementPart> parts = new EnumMap<>(Kind.class);
    SettlementName first = null;
    for (StatementPart part : content.parts()) {
      SettlementName name = SettlementName.of(part.name());
      if (name == null) {
        throw new StatementRefusedException(
            "'"
                + part.name()
                + "' is not named INNyyMMddnnZM_merchant, …ZME_… or RDyyyyMMdd.._merchant:"
                + " the name says date and merchant");
      }
      first = first == null ? name : first;
      if (!name.date().equals(first.date()) || !name.merchant().equals(first.merchant())) {
        throw new StatementRefusedException(
            part.name() + " is of another merchant or date than " + content.parts().get(0).name());
      }
      if (parts.put(name.kind(), part) != null) {
        throw new StatementRefusedException(
            part.name() + " is a second " + name.kind() + " file: give one settlement at a time");
      }
    }
    if (first == null || !parts.containsKey(Kind.ZM)) {
      throw new StatementRefusedException("there is no file of details (INNyyMMddnnZM_merchant)");
    }
    return new SettlementParts(first, parts);
  }

  /** Date and merchant, as every name says. */
  SettlementName name() {
    return name;
  }

  StatementPart details() {
    StatementPart details = parts.get(Kind.ZM);
    if (details == null) {
      throw new IllegalStateException("of() lets none through without details");
    }
    return details;
  }

  @Nullable StatementPart disputes() {
    return parts.get(Kind.ZME);
  }

  @Nullable StatementPart summary() {
    return parts.get(Kind.RD);
  }
}
