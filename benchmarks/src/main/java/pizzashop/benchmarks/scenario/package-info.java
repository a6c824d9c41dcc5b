/** What is measured, one class a scenario. */
@NullMarked
package pizzashop.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
