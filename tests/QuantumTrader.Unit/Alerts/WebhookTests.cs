using System.Text.Json;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Alerts.Webhook;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Alerts;

public sealed class WebhookTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    [Fact]
    public void Signature_OfTheSpecificationsExample_IsTheSpecifications() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}"));

    [Fact]
    public void Signature_InTheDocument_IsWhatTheCodeMakes()
    {
        Assert.True(WebhookSignature.TryReadSecret(Secret, out var bytes));
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "alerts.md"));
        var signature = WebhookSignature.Of(bytes, "3f0c2b1e-8f4d-4c55-9a34-1f2d6f6f0a11", "1795435200", """{"type":"alert.raised"}""");
        Assert.Contains(Secret, document, StringComparison.Ordinal);
        Assert.Contains(signature, document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")]
    [InlineData("whsec_not base64")]
    [InlineData("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY=")] // 23 bytes
    public void Secret_TooShortOrNotOfTheForm_IsRefused(string? text) => Assert.False(WebhookSignature.TryReadSecret(text, out _));

    [Theory]
    [InlineData("https://example.org/hook", Secret, null)]
    [InlineData("http://127.0.0.1:8080/hook", Secret, null)]
    [InlineData("http://localhost/hook", Secret, null)]
    [InlineData("http://example.org/hook?token=hidden", Secret, "https://")]
    [InlineData("ftp://example.org/", Secret, "https://")]
    [InlineData("hook", Secret, "https://")]
    [InlineData("https://me:hidden@example.org/", Secret, "user or password")]
    [InlineData("https://example.org/#hidden", Secret, "# part")]
    [InlineData("https://example.org/", "hidden", "openssl rand")]
    [InlineData("https://example.org/", null, "openssl rand")]
    [InlineData(null, Secret, "Alerts:WebhookUrl is not")]
    [InlineData(null, null, null)]
    public void Options_AreCheckedWithoutRepeatingASecret(string? url, string? secret, string? problem)
    {
        var result = new ValidateAlertsOptions().Validate(null, new AlertsOptions { WebhookUrl = url, WebhookSecret = secret });
        Assert.Equal(problem is null, result.Succeeded);
        if (problem is not null)
        {
            Assert.Contains(problem, result.FailureMessage, StringComparison.Ordinal);
            Assert.DoesNotContain("hidden", result.FailureMessage, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, result.FailureMessage, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(AlertChange.Raised, "alert.raised")]
    [InlineData(AlertChange.Escalated, "alert.escalated")]
    [InlineData(AlertChange.Acknowledged, "alert.acknowledged")]
    [InlineData(AlertChange.Resolved, "alert.resolved")]
    [InlineData(AlertChange.SeenAgain, null)]
    [InlineData(AlertChange.None, null)]
    public void Change_IsToldUnderItsName(AlertChange change, string? type)
    {
        var message = Messages(AlertSeverity.Info).Of(Alert(AlertCatalogue.RedisAway), change, AlertWorld.Now);
        Assert.Equal(type, message?.Type);
        if (message is not null)
        {
            var body = JsonDocument.Parse(message.Body).RootElement;
            Assert.Equal((type, message.Id, "REDIS_AWAY", "journal-1"), (body.GetProperty("type").GetString(), body.GetProperty("id").GetGuid(), body.GetProperty("alert").GetProperty("code").GetString(), body.GetProperty("instance").GetString()));
        }
    }

    [Fact]
    public void Alert_TooMildOrAboutTheWebhookItself_StaysHere()
    {
        Assert.Null(Messages(AlertSeverity.Critical).Of(Alert(AlertCatalogue.RedisAway), AlertChange.Raised, AlertWorld.Now));
        Assert.NotNull(Messages(AlertSeverity.Warning).Of(Alert(AlertCatalogue.RedisAway), AlertChange.Raised, AlertWorld.Now));
        Assert.Null(Messages(AlertSeverity.Info).Of(Alert(AlertCatalogue.WebhookFailing), AlertChange.Raised, AlertWorld.Now));
    }

    private static WebhookMessages Messages(AlertSeverity min) => new(new SeededIds(1), min, "journal-1", "Paper");

    private static Alert Alert(AlertKind kind) => new AlertBook(new SeededIds(2).Next).Report(new AlertReport(kind, "", "text", "test", AlertWorld.Now)).Alert!;
}
