package dev.settle.batch.sharing;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Reads rule sets from a JSON file (docs/sharing.md), strictly: a field that is unknown, missing,
 * named twice or of another type is an error, and no amount may have a point.
 */
public final class RuleFile {
  private final Path file;
  private final JsonTree tree = new JsonTree();
  private final List<RuleError> errors = new ArrayList<>();

  private RuleFile(Path file) {
    this.file = file;
  }

  /**
   * What a file holds.
   *
   * @param book its sound rule sets
   * @param errors all of the file, each with file, line and place; empty: the book holds
   */
  public record Contents(RuleBook book, List<String> errors) {}

  /**
   * Reads and checks a file.
   *
   * @throws IOException when it cannot be read
   */
  public static Contents read(Path file) throws IOException {
    return new RuleFile(file).contents();
  }

  /**
   * The receivers of a published rule set.
   *
   * @param json the element "receivers", an array
   * @throws IllegalArgumentException when they could not stand in a file
   */
  static List<Receiver> receivers(String json) {
    RuleFile reader = new RuleFile(Path.of("receivers"));
    byte[] wrapped = ("{\"receivers\": " + json + "}").getBytes(StandardCharsets.UTF_8);
    if (!(reader.tree.read(wrapped) instanceof JsonTree.Fields fields)) {
      throw new IllegalArgumentException("receivers must be an array");
    }
    List<Receiver> receivers = reader.receivers(new FieldReader(fields, reader::error));
    if (!reader.errors.isEmpty()) {
      throw new IllegalArgumentException(reader.errors.toString());
    }
    return receivers;
  }

  private Contents contents() throws IOException {
    RuleBook book = new RuleBook(Set.of(), List.of());
    try {
      JsonTree.Node root = tree.read(file);
      if (root instanceof JsonTree.Fields fields) {
        book = book(fields);
      } else {
        error("", "must be one JSON object with accounts and ruleSets");
      }
    } catch (JacksonException e) {
      return new Contents(
          book,
          List.of(
              "%s:%d: not valid JSON: %s"
                  .formatted(
                      file,
                      e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                      e.getOriginalMessage())));
    }
    return new Contents(book, errors.stream().map(this::placed).toList());
  }

  private String placed(RuleError error) {
    String place = error.place().isEmpty() ? "" : error.place() + ": ";
    return "%s:%d: %s%s".formatted(file, tree.line(error.place()), place, error.message());
  }

  private RuleBook book(JsonTree.Fields root) {
    FieldReader fields = new FieldReader(root, this::error);
    Set<String> accounts = accounts(fields);
    List<RuleSet> ruleSets = new ArrayList<>();
    List<String> places = new ArrayList<>();
    List<JsonTree.Node> items = fields.requiredItems("ruleSets");
    if (items.isEmpty() && fields.isSound()) {
      fields.error("ruleSets", "no rule sets");
    }
    for (int i = 0; i < items.size(); i++) {
      String place = "ruleSets[" + i + "]";
      if (!(items.get(i) instanceof JsonTree.Fields of)) {
        error(place, "must be an object");
        continue;
      }
      int before = errors.size();
      RuleSet rules = ruleSet(new FieldReader(of, this::error));
      if (errors.size() == before) {
        ruleSets.add(rules);
        places.add(place);
      } else {
        checkWhatCouldBeRead(rules, accounts, place);
      }
    }
    fields.finish();
    RuleBook book = new RuleBook(accounts, ruleSets);
    errors.addAll(RuleCheck.errors(book, places));
    return book;
  }

  /** By itself, and without the errors that only the stand-ins for unreadable values have. */
  private void checkWhatCouldBeRead(RuleSet rules, Set<String> accounts, String place) {
    List<String> unreadable = errors.stream().map(RuleError::place).toList();
    RuleCheck.errors(new RuleBook(accounts, List.of(rules)), List.of(place)).stream()
        .filter(error -> unreadable.stream().noneMatch(other -> isWithin(error.place(), other)))
        .forEach(errors::add);
  }

  private static boolean isWithin(String place, String other) {
    return place.equals(other) || place.startsWith(other + ".") || place.startsWith(other + "[");
  }

  private Set<String> accounts(FieldReader fields) {
    Set<String> accounts = new LinkedHashSet<>();
    List<JsonTree.Node> items = fields.requiredItems("accounts");
    for (int i = 0; i < items.size(); i++) {
      String place = "accounts[" + i + "]";
      if (!(items.get(i) instanceof JsonTree.Text text)) {
        error(place, "must be a text");
      } else if (!ReceiverCheck.canReceive(text.value())) {
        error(
            place,
            "'%s' cannot receive a share: partner:ID, merchant:ID:pending, user:ID or platform:fees"
                .formatted(text.value()));
      } else if (!accounts.add(text.value())) {
        error(place, "duplicate account '" + text.value() + "'");
      }
    }
    return accounts;
  }

  private RuleSet ruleSet(FieldReader fields) {
    Scope scope =
        new Scope(
            fields.text("merchant"),
            fields.oneOf("kind", OrderKind.class),
            fields.oneOf("channel", Channel.class),
            fields.requiredText("currency"));
    Integer priority = fields.small("priority");
    Integer receiversMax = fields.small("receiversMax");
    RuleSet rules =
        new RuleSet(
            fields.requiredText("id"),
            fields.requiredSmall("version"),
            scope,
            fields.requiredDate("effectiveFrom"),
            fields.date("effectiveTo"),
            priority == null ? 0 : priority,
            fields.requiredOneOf("base", Base.class),
            fields.small("capBasisPoints"),
            fields.text("capAgreement"),
            receiversMax == null ? ChannelLimits.RECEIVERS_MAX : receiversMax,
            receivers(fields));
    fields.finish();
    return rules;
  }

  private List<Receiver> receivers(FieldReader ruleSet) {
    List<Receiver> receivers = new ArrayList<>();
    List<JsonTree.Node> items = ruleSet.requiredItems("receivers");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof JsonTree.Fields of) {
        receivers.add(receiver(new FieldReader(of, this::error)));
      } else {
        String place = "%s[%d]".formatted(ruleSet.place("receivers"), i);
        error(place, "must be an object");
        // The others keep their places.
        receivers.add(standIn(place));
      }
    }
    return receivers;
  }

  private enum Type {
    FIXED,
    PERCENT,
    TIERED,
    REMAINDER
  }

  private Receiver receiver(FieldReader fields) {
    Type type = fields.requiredOneOf("type", Type.class);
    boolean typed = fields.isSound();
    String account = fields.requiredText("account");
    if (!typed) {
      // Which fields it may have hangs on its type.
      return standIn(account);
    }
    Share share =
        switch (type) {
          case FIXED -> new Share.Fixed(fields.requiredWhole("amount"));
          case PERCENT -> new Share.Percent(fields.requiredSmall("basisPoints"));
          case TIERED ->
              new Share.Tiered(fields.requiredOneOf("by", TierAxis.class), tiers(fields));
          case REMAINDER -> new Share.Remainder();
        };
    Receiver receiver =
        new Receiver(account, share, fields.whole("minimum"), fields.whole("maximum"));
    fields.finish();
    return receiver;
  }

  private static Receiver standIn(String account) {
    return new Receiver(account, new Share.Fixed(1), null, null);
  }

  private List<Tier> tiers(FieldReader receiver) {
    List<Tier> tiers = new ArrayList<>();
    List<JsonTree.Node> items = receiver.requiredItems("tiers");
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof JsonTree.Fields of) {
        FieldReader fields = new FieldReader(of, this::error);
        tiers.add(new Tier(fields.whole("upTo"), fields.requiredSmall("basisPoints")));
        fields.finish();
      } else {
        error("%s[%d]".formatted(receiver.place("tiers"), i), "must be an object");
      }
    }
    return tiers;
  }

  private void error(String place, String message) {
    errors.add(new RuleError(place, message));
  }
}
