using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OtpNet;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.TestSupport.Identity;

/// <summary>Puts people and keys into a data directory, as the app itself would; best before the app starts on it.</summary>
public sealed class ConsoleSeed : IAsyncDisposable
{
    public const string Password = "a long enough password 42";
    private readonly ServiceProvider _services;

    private ConsoleSeed(ServiceProvider services) => _services = services;

    public IUserDirectory Users => _services.GetRequiredService<IUserDirectory>();

    public IApiKeys Keys => _services.GetRequiredService<IApiKeys>();

    public static async Task<ConsoleSeed> OpenAsync(string directory)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddDataProtection().SetApplicationName("QuantumTrader").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(directory, "keys")));
        services.AddIdentity(directory);
        var seed = new ConsoleSeed(services.BuildServiceProvider());
        foreach (var service in seed._services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return seed;
    }

    /// <summary>Somebody with <see cref="Password"/>.</summary>
    public async Task<UserFacts> PersonAsync(string name, Roles roles)
    {
        var user = (await Users.CreateAsync(name, roles, CancellationToken.None)).User ?? throw new InvalidOperationException($"{name} was not made.");
        return (await Users.SetPasswordAsync(user.Id, Password, CancellationToken.None)).User!;
    }

    /// <summary>Enrols a second factor with the code of the step before now, so that now's and the next are good.</summary>
    public async Task<SecondFactorSeed> SecondFactorAsync(UserFacts user)
    {
        var secret = (await Users.BeginTotpAsync(user.Id, CancellationToken.None)).Secret;
        var factor = new SecondFactorSeed(secret);
        _ = await Users.ConfirmTotpAsync(user.Id, factor.CodeAt(-1), CancellationToken.None) ?? throw new InvalidOperationException("The code was not taken.");
        return factor;
    }

    public async Task<NewApiKey> KeyAsync(UserFacts owner, ApiScopes scopes, TimeSpan? lifetime = null) =>
        await Keys.CreateAsync((await Users.FindAsync(owner.Id, CancellationToken.None))!, $"key of {owner.Name}", scopes, lifetime ?? TimeSpan.FromHours(1), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }
}

/// <summary>A second factor whose codes a test can reckon.</summary>
public sealed class SecondFactorSeed(string secret)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <param name="steps">Before (negative) or after the present one.</param>
    public string CodeAt(int steps) => new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp((TimeProvider.System.GetUtcNow() + (Step * steps)).UtcDateTime);
}
