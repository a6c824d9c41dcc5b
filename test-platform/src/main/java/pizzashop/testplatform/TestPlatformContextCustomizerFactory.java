package pizzashop.testplatform;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link WithTestPlatform} on a test class, also on what encloses it. */
class TestPlatformContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configurationAttributes) {
		WithTestPlatform annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				WithTestPlatform.class);
		return (annotation != null) ? new TestPlatformContextCustomizer(annotation.database()) : null;
	}

}
