package pizzashop.testplatform;

import java.util.Map;

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
			.addFirst(new MapPropertySource("test-platform",
					Map.of("spring.datasource.url", TestPlatform.jdbcUrl(this.database), "spring.datasource.username",
							this.database, "spring.datasource.password", this.database,
							"spring.kafka.bootstrap-servers", TestPlatform.bootstrapServers(),
							"spring.kafka.properties.schema.registry.url", TestPlatform.registryUrl(),
							"spring.mail.host", TestPlatform.smtpHost(), "spring.mail.port", TestPlatform.smtpPort())));
	}

}
