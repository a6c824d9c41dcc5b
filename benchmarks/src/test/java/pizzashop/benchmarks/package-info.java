@NullMarked
package pizzashop.benchmarks;

import org.jspecify.annotations.NullMarked;
