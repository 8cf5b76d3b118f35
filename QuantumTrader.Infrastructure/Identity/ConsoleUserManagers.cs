using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Identity's manager over one context, so that everything that one piece of work does is in its transaction.</summary>
internal sealed class ConsoleUserManagers(IOptions<IdentityOptions> options, IPasswordHasher<ConsoleUser> hasher, IDataProtectionProvider protection, ILogger<UserManager<ConsoleUser>> log)
{
    private readonly UpperInvariantLookupNormalizer _normalizer = new();
    private readonly IdentityErrorDescriber _errors = new();
    private readonly IDataProtector _protector = protection.CreateProtector(ConsoleUserStore.Purpose);

    public string Normal(string name) => _normalizer.NormalizeName(name);

    public ConsoleUserStore Store(ConsoleDbContext context) => new(context, _protector, _errors);

    /// <summary>Disposing it leaves the context open.</summary>
    public UserManager<ConsoleUser> Over(ConsoleUserStore store) =>
        new(store, options, hasher, [new UserValidator<ConsoleUser>(_errors)], [], _normalizer, _errors, services: null!, log);
}
