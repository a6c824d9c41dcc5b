/** What was measured, and how it is told: one HTML page and one JSON file. */
@NullMarked
package pizzashop.benchmarks.report;

import org.jspecify.annotations.NullMarked;
