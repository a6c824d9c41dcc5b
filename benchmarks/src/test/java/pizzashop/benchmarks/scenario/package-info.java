@NullMarked
package pizzashop.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
