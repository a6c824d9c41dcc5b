/** Customers by the thousand: a load tool in a process of its own, and what it saw. */
@NullMarked
package pizzashop.benchmarks.load;

import org.jspecify.annotations.NullMarked;
