/** Customers in numbers: a steady rate of requests, and what came of each. */
@NullMarked
package pizzashop.systemtests.load;

import org.jspecify.annotations.NullMarked;
