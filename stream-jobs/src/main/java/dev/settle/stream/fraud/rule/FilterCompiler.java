package dev.settle.stream.fraud.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes a predicate of a filter's text. CEL's own compiler reads it and checks its types, so the
 * language, its limits and its messages are the library's. What it has checked becomes plain
 * predicates here, since the library's interpreter takes some 600 ns an evaluation and these take a
 * few: docs/decisions/0016.
 */
final class FilterCompiler {
  private static final Map<String, Function<FraudEvent, String>> TEXTS =
      Map.of(
          "kind", event -> event.kind().name(),
          "channel", event -> event.channel().name(),
          "currency", FraudEvent::currency,
          "payer", FraudEvent::payer,
          "payee", FraudEvent::payee,
          "merchant", FraudEvent::merchant,
          "device", FraudEvent::device,
          "ip", FraudEvent::ip);

  /** Words of a closed list: to ask for another is a slip of the pen. */
  private static final Map<String, Set<String>> KNOWN =
      Map.of("kind", names(OrderKind.values()), "channel", names(Channel.values()));

  private static final String AMOUNT = "amount";
  private static final CelCompiler CEL = cel();

  private final CelAbstractSyntaxTree tree;

  private FilterCompiler(CelAbstractSyntaxTree tree) {
    this.tree = tree;
  }

  static Predicate<FraudEvent> compile(String text) throws FilterException {
    CelAbstractSyntaxTree tree;
    try {
      tree = CEL.compile(text).getAst();
    } catch (CelValidationException e) {
      throw new FilterException(String.valueOf(e.getMessage()));
    }
    return new FilterCompiler(tree).predicate(tree.getExpr());
  }

  private static CelCompiler cel() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .addVar(AMOUNT, SimpleType.INT)
            .setResultType(SimpleType.BOOL);
    TEXTS.keySet().forEach(name -> builder.addVar(name, SimpleType.STRING));
    return builder.build();
  }

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toUnmodifiableSet());
  }

  private Predicate<FraudEvent> predicate(CelExpr expression) throws FilterException {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
      throw unusable(expression, "a comparison");
    }
    List<CelExpr> parts = expression.call().args();
    return switch (expression.call().function()) {
      case "_&&_" -> predicate(parts.get(0)).and(predicate(parts.get(1)));
      case "_||_" -> predicate(parts.get(0)).or(predicate(parts.get(1)));
      case "!_" -> predicate(parts.get(0)).negate();
      case "@in" -> in(parts.get(0), parts.get(1));
      case "startsWith" -> startsWith(expression);
      case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" -> comparison(expression);
      default -> throw unusable(expression, "a comparison, in, startsWith, &&, || or !");
    };
  }

  private Predicate<FraudEvent> comparison(CelExpr expression) throws FilterException {
    CelExpr field = expression.call().args().get(0);
    CelExpr constant = expression.call().args().get(1);
    String sign = expression.call().function();
    if (isField(field, AMOUNT)) {
      LongPredicate holds = holds(sign, number(constant));
      return event -> holds.test(event.amount());
    }
    Function<FraudEvent, String> text = text(field);
    String value = value(field, constant);
    return switch (sign) {
      case "_==_" -> event -> text.apply(event).equals(value);
      case "_!=_" -> event -> !text.apply(event).equals(value);
      default -> throw unusable(expression, "== or != between texts");
    };
  }

  private static LongPredicate holds(String sign, long number) {
    return switch (sign) {
      case "_==_" -> amount -> amount == number;
      case "_!=_" -> amount -> amount != number;
      case "_<_" -> amount -> amount < number;
      case "_<=_" -> amount -> amount <= number;
      case "_>_" -> amount -> amount > number;
      case "_>=_" -> amount -> amount >= number;
      default -> throw new IllegalArgumentException(sign + " compares nothing");
    };
  }

  private Predicate<FraudEvent> in(CelExpr field, CelExpr list) throws FilterException {
    if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
      throw unusable(list, "a list such as [\"TIP\", \"TRANSFER\"]");
    }
    if (isField(field, AMOUNT)) {
      Set<Long> numbers = new HashSet<>();
      for (CelExpr element : list.list().elements()) {
        numbers.add(number(element));
      }
      return event -> numbers.contains(event.amount());
    }
    Function<FraudEvent, String> text = text(field);
    Set<String> values = new HashSet<>();
    for (CelExpr element : list.list().elements()) {
      values.add(value(field, element));
    }
    return event -> values.contains(text.apply(event));
  }

  private Predicate<FraudEvent> startsWith(CelExpr expression) throws FilterException {
    CelExpr field =
        expression
            .call()
            .target()
            .orElseThrow(() -> unusable(expression, "field.startsWith(\"text\")"));
    CelExpr constant = expression.call().args().get(0);
    Function<FraudEvent, String> text = text(field);
    String prefix = constantOf(constant, CelConstant.Kind.STRING_VALUE, "a text").stringValue();
    return event -> text.apply(event).startsWith(prefix);
  }

  private static boolean isField(CelExpr expression, String name) {
    return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
        && expression.ident().name().equals(name);
  }

  private Function<FraudEvent, String> text(CelExpr field) throws FilterException {
    Function<FraudEvent, String> text =
        field.getKind() == CelExpr.ExprKind.Kind.IDENT ? TEXTS.get(field.ident().name()) : null;
    if (text == null) {
      throw unusable(field, "a field, with the constant after it");
    }
    return text;
  }

  private long number(CelExpr constant) throws FilterException {
    return constantOf(constant, CelConstant.Kind.INT64_VALUE, "a whole number of minor units")
        .int64Value();
  }

  private String value(CelExpr field, CelExpr constant) throws FilterException {
    String value = constantOf(constant, CelConstant.Kind.STRING_VALUE, "a text").stringValue();
    Set<String> known = KNOWN.get(field.ident().name());
    if (known != null && !known.contains(value)) {
      throw unusable(constant, "one of " + known.stream().sorted().toList());
    }
    return value;
  }

  private CelConstant constantOf(CelExpr constant, CelConstant.Kind kind, String expected)
      throws FilterException {
    if (constant.getKind() != CelExpr.ExprKind.Kind.CONSTANT
        || constant.constant().getKind() != kind) {
      throw unusable(constant, expected);
    }
    return constant.constant();
  }

  private FilterException unusable(CelExpr expression, String expected) {
    Integer position = tree.getSource().getPositionsMap().get(expression.id());
    return new FilterException(
        "character %d: a filter needs %s there"
            .formatted(position == null ? 1 : position + 1, expected));
  }
}
