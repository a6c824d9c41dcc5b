/** Work that comes at the same time shares a transaction. */
@NullMarked
package pizzashop.order.groupcommit;

import org.jspecify.annotations.NullMarked;
