package pizzashop.testplatform;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Points the application context of a Spring test at the {@link TestPlatform}: sets
 * {@code spring.datasource.url}, {@code .username} and {@code .password},
 * {@code spring.kafka.bootstrap-servers},
 * {@code spring.kafka.properties.schema.registry.url}, {@code spring.mail.host} and
 * {@code .port}. Tests with the same database share one context.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface WithTestPlatform {

	/** The database: {@code orders}, {@code kitchen} or {@code notifications}. */
	String database();

}
