package pizzashop.order;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "pizzashop.order", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule theDomainKnowsNeitherKafkaNorAvroNorHttp = noClasses().that()
		.resideInAnyPackage("pizzashop.order.menu..", "pizzashop.order.orders..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "org.springframework.kafka..",
				"org.springframework.web..", "org.springframework.http..", "jakarta.servlet..", "pizzashop.events..",
				"pizzashop.contracts..", "pizzashop.messaging..", "pizzashop.order.web..", "pizzashop.order.kafka..");

	@ArchTest
	static final ArchRule theAdaptersDoNotKnowEachOther = slices().matching("pizzashop.order.(web|kafka)..")
		.should()
		.notDependOnEachOther();

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching("pizzashop.order.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule avroStaysAtTheEdge = noClasses().that()
		.resideOutsideOfPackage("pizzashop.order.kafka..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.apache.avro..", "pizzashop.events..");

	@ArchTest
	static final ArchRule anAdapterOffersNothing = classes().that()
		.resideInAnyPackage("pizzashop.order.web..", "pizzashop.order.kafka..")
		.should()
		.notBePublic();

}
