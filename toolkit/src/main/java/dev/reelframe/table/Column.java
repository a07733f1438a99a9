package dev.reelframe.table;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A component of a row record that is a column of its table, see {@link RowSchema}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Column {
  /**
   * One sentence: range, reference, method. Need not be said of the columns that mean the same in
   * all tables ({@code start_s}, {@code end_s}, {@code time_s}, {@code frame}, {@code confidence},
   * boxes).
   */
  String value() default "";

  /** Name of the column; else the component's in snake_case: {@code startS} is {@code start_s}. */
  String name() default "";

  /**
   * How many columns, or groups of columns, a list has; only for lists. {@code {}} in the name and
   * the meaning stands for the number: {@code edge_{}_ratio} is {@code edge_1_ratio} and so on.
   */
  int count() default 0;

  /** The closed list of values of a text; need not be said of an enum. */
  String[] values() default {};
}
