package pizzashop.testplatform;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Sets the properties; a record, because contexts are cached by equality.
 *
 * @param database the service's database
 */
record TestPlatformContextCustomizer(String database) implements ContextCustomizer {

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test-platform", TestPlatform.properties(this.database)));
	}

}
