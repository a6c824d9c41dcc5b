@NullMarked
package pizzashop.benchmarks.load;

import org.jspecify.annotations.NullMarked;
