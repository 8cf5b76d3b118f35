using Microsoft.AspNetCore.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Hashes and checks passwords: slow on purpose, so never more than a few at once, and never on the caller's thread.</summary>
internal sealed class PasswordDesk : IDisposable
{
    private static readonly ConsoleUser Nobody = new();
    private readonly IPasswordHasher<ConsoleUser> _hasher;
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2)); // the engine has the other half
    private readonly Lazy<string> _nobodysHash;

    public PasswordDesk(IPasswordHasher<ConsoleUser> hasher)
    {
        _hasher = hasher;
        _nobodysHash = new(() => hasher.HashPassword(Nobody, Secrets.New()));
    }

    public Task<string> HashAsync(string password, CancellationToken stopping) => OnTurnAsync(() => _hasher.HashPassword(Nobody, password), stopping);

    /// <summary>Takes as long whether there is a hash or none.</summary>
    public async Task<PasswordVerificationResult> CheckAsync(string? hash, string password, CancellationToken stopping)
    {
        var isTooLong = password.Length > PasswordRules.LengthMax;
        var result = await OnTurnAsync(() => _hasher.VerifyHashedPassword(Nobody, hash ?? _nobodysHash.Value, isTooLong ? "" : password), stopping);
        return hash is null || isTooLong ? PasswordVerificationResult.Failed : result;
    }

    /// <summary>Before the first sign-in, so that it takes no longer for a name that nobody has.</summary>
    public void Warm() => _ = _nobodysHash.Value;

    public void Dispose() => _turns.Dispose();

    private async Task<T> OnTurnAsync<T>(Func<T> work, CancellationToken stopping)
    {
        await _turns.WaitAsync(stopping);
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            _turns.Release();
        }
    }
}
