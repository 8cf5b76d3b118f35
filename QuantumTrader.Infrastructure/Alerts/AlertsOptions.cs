using System.ComponentModel.DataAnnotations;
using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>Who is told of alerts besides the screen: section <c>Alerts</c>.</summary>
public sealed class AlertsOptions
{
    public const string Section = "Alerts";

    /// <summary>Where alerts are posted: https, or http on this machine. Empty: nowhere. Default empty.</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>
    /// Signs what is posted: <c>whsec_</c> and 24 to 64 bytes in base64. A secret: set it in the environment
    /// (<c>Alerts__WebhookSecret</c>), not in a file that is shared.
    /// </summary>
    public string? WebhookSecret { get; set; }

    /// <summary>Milder alerts stay on the screen. Default Info: all go out.</summary>
    [EnumDataType(typeof(AlertSeverity), ErrorMessage = "Alerts:WebhookMinSeverity must be Info, Warning or Critical.")]
    public AlertSeverity WebhookMinSeverity { get; set; } = AlertSeverity.Info;

    /// <summary>How long one attempt may take. Default 10 s; 1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Alerts:WebhookTimeout must be 1 s to 1 min.")]
    public TimeSpan WebhookTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait after the first failure; each further one is twice as long, up to <see cref="WebhookRetryMax"/>. Default 5 s; 100 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "Alerts:WebhookRetryMin must be 100 ms to 10 min.")]
    public TimeSpan WebhookRetryMin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two attempts. Default 15 min; 1 s to 2 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "02:00:00", ErrorMessage = "Alerts:WebhookRetryMax must be 1 s to 2 h.")]
    public TimeSpan WebhookRetryMax { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>After this long without success a message is given up and shown. Default 1 day; 1 min to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = "Alerts:WebhookGiveUpAfter must be 1 min to 7 days.")]
    public TimeSpan WebhookGiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    internal bool HasWebhook => !string.IsNullOrWhiteSpace(WebhookUrl);
}
