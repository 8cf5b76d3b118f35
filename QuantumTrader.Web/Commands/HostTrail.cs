using Microsoft.AspNetCore.DataProtection;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Web.Commands;

/// <summary>The audit trail for what somebody does on the host itself, beside the running app or without it.</summary>
internal sealed class HostTrail : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TimeProvider _time;

    private HostTrail(ServiceProvider services, TimeProvider time) => (_services, _time) = (services, time);

    /// <exception cref="ConsoleUnavailableException">The database does not answer.</exception>
    /// <exception cref="ConsoleDatabaseException">It cannot be used.</exception>
    public static async Task<HostTrail> OpenAsync(IConfiguration configuration, string directory, TimeProvider time)
    {
        var services = new ServiceCollection().AddSingleton(configuration).AddSingleton(time).AddLogging();
        services.AddIdentity(directory).AddAudit();
        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // no secret of the app's is read or written here
        var trail = new HostTrail(services.BuildServiceProvider(), time);
        await trail._services.GetRequiredService<ConsoleDatabase>().PrepareAsync(CancellationToken.None);
        return trail;
    }

    /// <summary>Recorded before it is done, and again when it is.</summary>
    /// <exception cref="AuditUnavailableException">It could not be recorded, and was not done.</exception>
    public async Task RecordedAsync(string action, string after, Func<bool> work)
    {
        var audit = _services.GetRequiredService<IAuditLog>();
        var begun = new AuditEntry(_services.GetRequiredService<RandomIds>().Next(), _time.GetUtcNow(), $"{Environment.UserName} (command line)", "Host", action, AuditResult.Begun) { After = after };
        await audit.AppendAsync(begun, CancellationToken.None);
        var isDone = false;
        try
        {
            isDone = work();
        }
        finally
        {
            await audit.AppendAsync(begun with { AtUtc = _time.GetUtcNow(), Result = isDone ? AuditResult.Done : AuditResult.Failed }, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
