/**
 * How fast the system is: {@code ./pizza bench}. The scenarios are in
 * {@code pizzashop.benchmarks.scenario}.
 */
@NullMarked
package pizzashop.benchmarks;

import org.jspecify.annotations.NullMarked;
