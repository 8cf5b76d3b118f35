using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Alerts.Webhook;

/// <summary>Runs the sender where a webhook is set; does nothing where none is.</summary>
public sealed class WebhookService(AlertBoard board, AlertsOptions options, TimeProvider time, ILogger<WebhookSender> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.HasWebhook)
        {
            return;
        }

        using var client = new WebhookClient(options, time);
        log.WebhookSet(client.Where);
        await new WebhookSender(board, client.PostAsync, options, time, log).RunAsync(stoppingToken);
    }
}
