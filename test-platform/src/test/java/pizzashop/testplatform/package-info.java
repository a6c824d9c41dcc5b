@NullMarked
package pizzashop.testplatform;

import org.jspecify.annotations.NullMarked;
