package pizzashop.messaging.web;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import io.swagger.v3.oas.models.OpenAPI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ApiDocumentTests {

	private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

	@TempDir
	private Path service;

	@BeforeEach
	void addAService() throws Exception {
		Files.createDirectory(this.service.resolve("openapi"));
		Thread.currentThread()
			.setContextClassLoader(new URLClassLoader(new URL[] { this.service.toUri().toURL() }, this.usual));
	}

	@AfterEach
	void removeTheService() {
		Thread.currentThread().setContextClassLoader(this.usual);
	}

	@Test
	void whatWouldNotBeServedIsRefused() throws Exception {
		Files.writeString(this.service.resolve("openapi/api.yaml"), "security: [ { key: [] } ]");

		assertThatIllegalStateException().isThrownBy(() -> new ApiDocument().customise(new OpenAPI()))
			.withMessage("openapi/api.yaml has security, which would not be served");
	}

}
