@NullMarked
package pizzashop.platform.process;

import org.jspecify.annotations.NullMarked;
