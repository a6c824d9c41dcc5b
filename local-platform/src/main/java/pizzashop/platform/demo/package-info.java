/** The story that {@code ./pizza demo} plays, seen from outside the services. */
@NullMarked
package pizzashop.platform.demo;

import org.jspecify.annotations.NullMarked;
