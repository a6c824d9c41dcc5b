package pizzashop.systemtests;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import pizzashop.platform.AotCache;
import pizzashop.platform.PizzaShop;
import pizzashop.platform.ProjectHome;
import pizzashop.platform.Service;
import pizzashop.platform.ServiceInstance;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "Services cannot be trained: that takes a JDK 25 or newer")
class TrainIT {

	@TempDir
	private Path directory;

	@Test
	void aServiceStartsWithWhatItLearnt() {
		AotCache cache = AotCache.of(ProjectHome.locate(), Service.NOTIFICATION);
		try (PizzaShop shop = PizzaShop.open(this.directory)) {
			cache.train(this.directory.resolve("train.log"));

			// in this mode a JVM ends when the cache does not fit
			ServiceInstance trained = shop.start(Service.NOTIFICATION, 1,
					Map.of("JDK_JAVA_OPTIONS", "-Xmx128m -XX:AOTMode=on"));

			assertThat(cache.isThere()).isTrue();
			assertThat(ProcessHandle.of(trained.process().pid()).orElseThrow().info().arguments().orElseThrow())
				.anyMatch((argument) -> argument.startsWith("-XX:AOTCache="));
		}
		finally {
			cache.forget();
		}
	}

}
