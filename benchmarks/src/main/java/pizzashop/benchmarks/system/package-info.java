/** The system under load, and what it tells about itself. */
@NullMarked
package pizzashop.benchmarks.system;

import org.jspecify.annotations.NullMarked;
