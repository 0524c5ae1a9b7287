package dev.settle.schemas.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {
  @Test
  void shouldSplitAtSemicolonsOutsideStringsAndComments() {
    String script =
        """
        -- one; two
        SELECT 'a;b', "c;d", `e;f`; /* g;h */
        SELECT 'it''s; \\'fine\\';' ;
        SELECT 3 -- last; without semicolon
        """;
    assertThat(SqlScript.statements(script))
        .containsExactly("SELECT 'a;b', \"c;d\", `e;f`", "SELECT 'it''s; \\'fine\\';'", "SELECT 3");
  }

  @Test
  void shouldFindNothingInAnEmptyScript() {
    assertThat(SqlScript.statements(" ;\n-- nothing\n;")).isEmpty();
  }
}
