using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>
/// Prepares the console database. One that is damaged or newer ends the start; one that does not answer does not: trading and stopping
/// do without it, and it is prepared when it is first needed.
/// </summary>
internal sealed class ConsoleStart(ConsoleDatabase database, PasswordDesk passwords, ILogger<ConsoleStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.PrepareAsync(cancellationToken);
            log.ConsoleReady(database.Where);
        }
        catch (ConsoleUnavailableException e)
        {
            log.ConsoleAway(e.Message);
        }

        await Task.Run(passwords.Warm, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
