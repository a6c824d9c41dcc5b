@NullMarked
package pizzashop.platform.customer;

import org.jspecify.annotations.NullMarked;
