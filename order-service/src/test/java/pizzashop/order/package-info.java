@NullMarked
package pizzashop.order;

import org.jspecify.annotations.NullMarked;
