package dev.scopednotes.servertests;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/** The other half of {@link FirstHalf}. */
@Suite
@SelectClasses(
        names = {
            "dev.scopedgate.audit.FeatureEventsTest",
            "dev.scopedgate.connection.GoneClientTest",
            "dev.scopedgate.connection.HeldResourcesTest",
            "dev.scopedgate.connection.SlowSendersTest",
            "dev.scopedgate.connection.SlowTlsTest",
            "dev.scopedgate.connection.StreamDeadlineTest",
            "dev.scopedgate.connection.TlsConnectionsTest",
            "dev.scopedgate.connection.TlsHeadSizeTest",
            "dev.scopedgate.connection.TlsHttp2FloodTest",
            "dev.scopedgate.connection.TlsHttp2HeadSizeTest",
            "dev.scopedgate.connection.TlsTransferEncodingTest",
            "dev.scopedgate.connection.TlsUpgradeTest",
            "dev.scopedgate.connection.TlsWholeHeadsTest",
            "dev.scopedgate.dev.idp.AgreedScopesInTokensTest",
            "dev.scopedgate.dev.idp.AgreedScopesTest",
            "dev.scopedgate.gate.UndeclaredScopeTest",
            "dev.scopedgate.gate.build.AlternativesTest",
            "dev.scopedgate.limits.ConcurrentCallsTest",
            "dev.scopedgate.limits.LeftBehindCallsTest",
            "dev.scopedgate.mcp.CompletionTest",
            "dev.scopedgate.mcp.FailingPolicyTest",
            "dev.scopedgate.mcp.InnerDenialTest",
            "dev.scopedgate.mcp.MutinyRouteTest",
            "dev.scopedgate.mcp.PlacedHeaderFilterTest",
            "dev.scopedgate.mcp.StreamedAnswerTest",
            "dev.scopedgate.mcp.ask.AskingTest",
            "dev.scopedgate.mcp.engine.OwnValidatorTest",
            "dev.scopedgate.mcp.era.ModernAnswersTest",
            "dev.scopedgate.mcp.era.ModernCancellationTest",
            "dev.scopedgate.mcp.era.ModernErrorsTest",
            "dev.scopedgate.mcp.era.ModernRefusalsTest",
            "dev.scopedgate.mcp.era.ModernStreamsTest",
            "dev.scopedgate.oauth.bearer.WaitingTest",
            "dev.scopedgate.oauth.bound.DpopOffTest",
            "dev.scopedgate.oauth.bound.TlsClientCertificateTest",
            "dev.scopedgate.oauth.corpus.SameVerdictsTest",
            "dev.scopedgate.oauth.idp.IdentityProvidersTest",
            "dev.scopedgate.oauth.keys.ScheduledRefreshTest",
            "dev.scopedgate.oauth.keys.UnknownKeyTest",
            "dev.scopedgate.oauth.keys.VerificationKeysTest",
            "dev.scopedgate.oauth.signatures.SignatureVerdictsTest",
            "dev.scopedgate.oauth.token.ApplicationTokensTest",
            "dev.scopedgate.oauth.token.ScopePrefixesTest",
            "dev.scopedgate.page.FullPageTest",
            "dev.scopedgate.perimeter.OwnMechanismTest",
            "dev.scopedgate.perimeter.RequestPathTest",
            "dev.scopednotes.MetricsTest",
            "dev.scopednotes.NoTokenLeaksTest",
            "dev.scopednotes.dev.EmbeddedDatabaseTest",
            "dev.scopednotes.notes.AlwaysConfirmedPurgeTest",
            "dev.scopednotes.tracing.TracesTest"
        })
class SecondHalf {}
