using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Alerts.Webhook;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>What the attributes cannot say. No text repeats the URL or the secret: a URL may hold a secret too.</summary>
public sealed class ValidateAlertsOptions : IValidateOptions<AlertsOptions>
{
    public ValidateOptionsResult Validate(string? name, AlertsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Problem(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }

    private static string? Problem(AlertsOptions options)
    {
        if (!(options.WebhookRetryMin <= options.WebhookRetryMax))
        {
            return "Alerts:WebhookRetryMin must not be longer than Alerts:WebhookRetryMax.";
        }

        if (!options.HasWebhook)
        {
            return string.IsNullOrWhiteSpace(options.WebhookSecret) ? null : "Alerts:WebhookSecret is set, but Alerts:WebhookUrl is not: no alert would be posted. Set both or neither.";
        }

        return UrlProblem(options.WebhookUrl!) ?? (WebhookSignature.TryReadSecret(options.WebhookSecret, out _) ? null
            : "Alerts:WebhookSecret must be whsec_ followed by 24 to 64 bytes in base64; make one with: echo whsec_$(openssl rand -base64 32)");
    }

    private static string? UrlProblem(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            return "Alerts:WebhookUrl must be an https:// address (http:// only on this machine).";
        }

        return url.UserInfo.Length > 0 ? "Alerts:WebhookUrl must not hold a user or password; the signature proves the sender."
            : url.Fragment.Length > 0 ? "Alerts:WebhookUrl must not hold a # part: it is never sent." : null;
    }
}
