#include "files/AtomicFile.h"
#ifdef Q_OS_UNIX
#include "files/HeldSignals_unix.h"
#endif

#include <QtTest>

#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <linux/fs.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/xattr.h>
#endif

using namespace files;
using Reason = WriteError::Reason;

namespace {

Secret secret(const char *bytes)
{
    return Secret(QByteArrayView(bytes));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArrayLiteral("(cannot be read)");
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

QStringList everythingIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
}

#ifdef Q_OS_UNIX
uint modeOf(const QString &path)
{
    struct stat status = {};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777U : 0U;
}

/// The umask of this process, for one scope.
class Umask
{
    Q_DISABLE_COPY_MOVE(Umask)

public:
    explicit Umask(mode_t mask)
        : m_old(::umask(mask))
    {
    }
    ~Umask() { ::umask(m_old); }

private:
    mode_t m_old;
};

/// A limit on the size of files, as a quota has it, for one scope.
class FileSizeLimit
{
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_old);
        struct rlimit limit = m_old;
        limit.rlim_cur = bytes;
        m_oldHandler = ::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_old);
        ::signal(SIGXFSZ, m_oldHandler);
    }

private:
    struct rlimit m_old = {};
    void (*m_oldHandler)(int) = nullptr;
};
#endif

} // namespace

#define COMPARE_REFUSED(outcome, expected)                                                                             \
    do {                                                                                                               \
        const auto &result = (outcome);                                                                                \
        QVERIFY(!result);                                                                                              \
        QCOMPARE(static_cast<int>(result.error().reason), static_cast<int>(expected));                                 \
    } while (false)

class tst_AtomicFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(QStringLiteral("pomerium.env"));
    }
    void cleanup() { m_folder.reset(); }

    void a_new_file_is_written()
    {
        const auto before = snapshot(m_path);
        QVERIFY(before);
        QVERIFY(!before->exists);
        QVERIFY(writeWhole(m_path, secret("new\n"), before->clone()));
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("new\n"));
        QCOMPARE(everythingIn(m_folder->path()), QStringList{QStringLiteral("pomerium.env")});
    }

    void an_existing_file_is_not_written_unless_it_was_shown()
    {
        put(m_path, "old\n");
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), std::nullopt), Reason::Exists);
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("old\n"));

        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        QCOMPARE(shown->bytes.reveal().toByteArray(), QByteArrayLiteral("old\n"));
        QVERIFY(writeWhole(m_path, secret("new\n"), shown->clone()));
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("new\n"));
        QCOMPARE(everythingIn(m_folder->path()).size(), 1);
    }

    void a_file_that_appeared_meanwhile_is_kept()
    {
        const auto shown = snapshot(m_path);
        QVERIFY(shown && !shown->exists);
        put(m_path, "somebody else's\n");
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), shown->clone()), Reason::Exists);
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("somebody else's\n"));
    }

    void a_file_that_changed_meanwhile_is_kept()
    {
        put(m_path, "old\n");
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        put(m_path, "odd\n"); // the same size, and within the resolution of the clock
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), shown->clone()), Reason::ChangedMeanwhile);
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("odd\n"));
        QCOMPARE(everythingIn(m_folder->path()).size(), 1);
    }

    void a_file_that_was_replaced_by_one_with_the_same_bytes_is_kept()
    {
        put(m_path, "old\n");
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        const QString other = m_path + QStringLiteral(".other");
        put(other, "old\n");
        QVERIFY(QFile::remove(m_path));
        QVERIFY(QFile::rename(other, m_path));
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), shown->clone()), Reason::ChangedMeanwhile);
    }

    void a_file_that_was_removed_meanwhile_is_not_made_again()
    {
        put(m_path, "old\n");
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        QVERIFY(QFile::remove(m_path));
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), shown->clone()), Reason::RemovedMeanwhile);
        QCOMPARE(everythingIn(m_folder->path()).size(), 0);
    }

    void a_directory_is_refused()
    {
        QVERIFY(QDir().mkdir(m_path));
        COMPARE_REFUSED(snapshot(m_path), Reason::IsDirectory);
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), std::nullopt), Reason::IsDirectory);
        COMPARE_REFUSED(writeWhole(m_folder->path() + QLatin1Char('/'), secret("new\n"), std::nullopt),
                        Reason::IsDirectory);
        COMPARE_REFUSED(writeWhole(m_folder->path() + QStringLiteral("/.."), secret("new\n"), std::nullopt),
                        Reason::IsDirectory);
        QVERIFY(QFileInfo(m_path).isDir());
        QCOMPARE(everythingIn(m_folder->path()).size(), 1);
    }

    void a_missing_folder_is_refused()
    {
        const QString path = m_folder->filePath(QStringLiteral("missing/pomerium.env"));
        COMPARE_REFUSED(snapshot(path), Reason::NoSuchFolder);
        COMPARE_REFUSED(writeWhole(path, secret("new\n"), std::nullopt), Reason::NoSuchFolder);
        put(m_path, "a file\n"); // and not a folder
        COMPARE_REFUSED(writeWhole(m_path + QStringLiteral("/pomerium.env"), secret("new\n"), std::nullopt),
                        Reason::NoSuchFolder);
    }

    void a_path_without_a_name_is_refused()
    {
        COMPARE_REFUSED(writeWhole({}, secret("new\n"), std::nullopt), Reason::NoFileName);
        COMPARE_REFUSED(writeWhole(QStringLiteral("  "), secret("new\n"), std::nullopt), Reason::NoFileName);
        QCOMPARE(everythingIn(m_folder->path()).size(), 0);
    }

    void a_name_that_nobody_can_see_or_that_is_too_long_is_refused()
    {
        for (const QChar character : {QChar(0), QChar(u'\n'), QChar(u'\t'), QChar(0x1B), QChar(0x7F), QChar(0x85),
                                      QChar(QChar::ReplacementCharacter)})
            COMPARE_REFUSED(writeWhole(m_path + character + QLatin1Char('x'), secret("new\n"), std::nullopt),
                            Reason::UnusableName);
        COMPARE_REFUSED(writeWhole(m_folder->filePath(QString(300, QLatin1Char('n'))), secret("new\n"), std::nullopt),
                        Reason::UnusableName);
        QCOMPARE(everythingIn(m_folder->path()).size(), 0);
    }

    void a_relative_path_is_in_the_current_folder()
    {
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder->path()));
        const bool isWritten = writeWhole(QStringLiteral("pomerium.env"), secret("new\n"), std::nullopt).has_value();
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(isWritten);
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("new\n"));
    }

    void a_read_only_file_is_refused()
    {
        put(m_path, "old\n");
        QVERIFY(QFile::setPermissions(m_path, QFileDevice::ReadOwner));
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), shown->clone()), Reason::NotWritable);
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("old\n"));
        QVERIFY(QFile::setPermissions(m_path, QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    }

    void a_file_too_large_for_a_configuration_is_refused()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(5 * 1024 * 1024));
        file.close();
        COMPARE_REFUSED(snapshot(m_path), Reason::TooLarge);
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), std::nullopt), Reason::TooLarge);
        QCOMPARE(QFileInfo(m_path).size(), 5 * 1024 * 1024);
    }

    void undo_removes_what_was_created_once()
    {
        const auto before = snapshot(m_path);
        QVERIFY(before);
        QVERIFY(writeWhole(m_path, secret("new\n"), before->clone()));
        QVERIFY(undo(*before, secret("new\n")));
        QVERIFY(!QFile::exists(m_path));
        COMPARE_REFUSED(undo(*before, secret("new\n")), Reason::RemovedMeanwhile);
    }

    void undo_puts_the_old_file_back_once()
    {
        put(m_path, "old\n");
        const auto before = snapshot(m_path);
        QVERIFY(before);
        QVERIFY(writeWhole(m_path, secret("new\n"), before->clone()));
        QVERIFY(undo(*before, secret("new\n")));
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("old\n"));
        COMPARE_REFUSED(undo(*before, secret("new\n")), Reason::ChangedMeanwhile);
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("old\n"));
        QCOMPARE(everythingIn(m_folder->path()).size(), 1);
    }

    void undo_leaves_alone_what_is_no_longer_ours()
    {
        put(m_path, "old\n");
        const auto before = snapshot(m_path);
        QVERIFY(before);
        QVERIFY(writeWhole(m_path, secret("new\n"), before->clone()));
        put(m_path, "edited since\n");
        COMPARE_REFUSED(undo(*before, secret("new\n")), Reason::ChangedMeanwhile);
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("edited since\n"));
    }

#ifdef Q_OS_UNIX
    void the_file_is_the_owners_only_whatever_the_umask_data()
    {
        QTest::addColumn<uint>("mask");
        QTest::addColumn<bool>("existsWideOpen");
        for (const uint mask : {0000U, 0022U, 0077U, 0277U, 0777U}) {
            QTest::addRow("umask %03o, new", mask) << mask << false;
            QTest::addRow("umask %03o, replacing 0666", mask) << mask << true;
        }
    }
    void the_file_is_the_owners_only_whatever_the_umask()
    {
        QFETCH(uint, mask);
        QFETCH(bool, existsWideOpen);
        if (existsWideOpen) {
            put(m_path, "old\n");
            QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), 0666), 0);
        }
        const auto before = snapshot(m_path);
        QVERIFY(before);
        {
            const Umask umask(static_cast<mode_t>(mask));
            QVERIFY(writeWhole(m_path, secret("new\n"), before->clone(), Access::OwnerOnly));
        }
        QCOMPARE(modeOf(m_path), 0600U);
        QVERIFY(undo(*before, secret("new\n")));
        if (existsWideOpen)
            QCOMPARE(modeOf(m_path), 0666U); // as it was
    }

    void a_symbolic_link_is_refused_and_what_it_points_to_is_kept()
    {
        const QString target = m_folder->filePath(QStringLiteral("target"));
        put(target, "old\n");
        QVERIFY(QFile::link(target, m_path));
        COMPARE_REFUSED(snapshot(m_path), Reason::IsSymlink);
        const auto outcome = writeWhole(m_path, secret("new\n"), std::nullopt);
        COMPARE_REFUSED(outcome, Reason::IsSymlink);
        QCOMPARE(outcome.error().detail, target);
        QCOMPARE(contentOf(target), QByteArrayLiteral("old\n"));
        QVERIFY(QFileInfo(m_path).isSymLink());

        QVERIFY(QFile::remove(target)); // and so is one that points nowhere
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), std::nullopt), Reason::IsSymlink);
        QVERIFY(!QFile::exists(target));
    }

    void a_symbolic_link_put_there_meanwhile_is_refused()
    {
        put(m_path, "old\n");
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        const QString target = m_folder->filePath(QStringLiteral("target"));
        QVERIFY(QFile::rename(m_path, target));
        QVERIFY(QFile::link(target, m_path));
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), shown->clone()), Reason::IsSymlink);
        QCOMPARE(contentOf(target), QByteArrayLiteral("old\n"));
    }

    void a_linked_folder_is_an_ordinary_folder()
    {
        const QString real = m_folder->filePath(QStringLiteral("real"));
        QVERIFY(QDir().mkdir(real));
        QVERIFY(QFile::link(real, m_folder->filePath(QStringLiteral("link"))));
        QVERIFY(writeWhole(m_folder->filePath(QStringLiteral("link/pomerium.env")), secret("new\n"), std::nullopt));
        QCOMPARE(contentOf(real + QStringLiteral("/pomerium.env")), QByteArrayLiteral("new\n"));
    }

    void devices_pipes_and_sockets_are_refused_without_waiting()
    {
        for (const char *device : {"/dev/null", "/dev/full", "/dev/zero"})
            COMPARE_REFUSED(writeWhole(QString::fromLatin1(device), secret("new\n"), std::nullopt),
                            Reason::NotRegularFile);
        QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
        COMPARE_REFUSED(snapshot(m_path), Reason::NotRegularFile);
        COMPARE_REFUSED(writeWhole(m_path, secret("new\n"), std::nullopt), Reason::NotRegularFile);

        const QString socketPath = m_folder->filePath(QStringLiteral("socket"));
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        struct sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        const QByteArray name = QFile::encodeName(socketPath);
        QVERIFY(name.size() < static_cast<qsizetype>(sizeof address.sun_path));
        std::copy(name.begin(), name.end(), address.sun_path);
        QCOMPARE(::bind(socket, reinterpret_cast<struct sockaddr *>(&address), sizeof address), 0);
        COMPARE_REFUSED(writeWhole(socketPath, secret("new\n"), std::nullopt), Reason::NotRegularFile);
        ::close(socket);
    }

    void a_size_limit_leaves_the_old_file_and_no_half_one()
    {
        put(m_path, "old\n");
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        const Secret large(QByteArray(64 * 1024, 'x'));
        const QString other = m_folder->filePath(QStringLiteral("other.env"));
        {
            const FileSizeLimit limit(8 * 1024);
            COMPARE_REFUSED(writeWhole(m_path, large, shown->clone()), Reason::NoSpace);
            COMPARE_REFUSED(writeWhole(other, large, std::nullopt), Reason::NoSpace);
        }
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("old\n"));
        QCOMPARE(everythingIn(m_folder->path()), QStringList{QStringLiteral("pomerium.env")});
    }

    void a_folder_without_permission_is_refused()
    {
        // The superuser is stopped by no permission: as another user, in a process of its own.
        put(m_path, "old\n");
        QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), 0666), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0555), 0);
        const pid_t child = ::fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
                ::_exit(100);
            const auto shown = snapshot(m_path);
            if (!shown || !shown->exists)
                ::_exit(101);
            const auto replaced = writeWhole(m_path, secret("new\n"), shown->clone());
            const auto created = writeWhole(m_path + QStringLiteral("2"), secret("new\n"), std::nullopt);
            const bool isRefused = !replaced && replaced.error().reason == Reason::NotWritable && !created
                && created.error().reason == Reason::NotWritable;
            ::_exit(isRefused ? 0 : 102);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0700), 0);
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("old\n"));
        QCOMPARE(everythingIn(m_folder->path()).size(), 1);
    }

    void the_superuser_keeps_the_owner()
    {
        if (::geteuid() != 0)
            QSKIP("needs the superuser");
        put(m_path, "old\n");
        QCOMPARE(::chown(QFile::encodeName(m_path).constData(), 65534, 65534), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), 0640), 0);
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        QVERIFY(writeWhole(m_path, secret("new\n"), shown->clone()));
        struct stat status = {};
        QCOMPARE(::lstat(QFile::encodeName(m_path).constData(), &status), 0);
        QCOMPARE(status.st_uid, 65534U);
        QCOMPARE(status.st_gid, 65534U);
        QCOMPARE(modeOf(m_path), 0640U);
    }

    void a_replaced_file_keeps_what_owner_and_group_may_data()
    {
        QTest::addColumn<uint>("before");
        QTest::addColumn<uint>("after");
        QTest::addColumn<bool>("othersLoseIt");
        QTest::newRow("the owner's only") << 0600U << 0600U << false;
        QTest::newRow("the group reads") << 0640U << 0640U << false;
        QTest::newRow("the group writes") << 0660U << 0660U << false;
        QTest::newRow("everybody reads") << 0644U << 0640U << true;
        QTest::newRow("everybody writes") << 0666U << 0660U << true;
        QTest::newRow("set-user-ID and executable") << 04750U << 0750U << false;
    }
    void a_replaced_file_keeps_what_owner_and_group_may()
    {
        QFETCH(uint, before);
        QFETCH(uint, after);
        QFETCH(bool, othersLoseIt);
        put(m_path, "old\n");
        QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), static_cast<mode_t>(before)), 0);
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        const QList<AccessChange> expected =
            othersLoseIt ? QList<AccessChange>{{AccessChange::Kind::OthersLoseIt, {}}} : QList<AccessChange>();
        QVERIFY(accessChanges(*shown) == expected);
        const auto written = writeWhole(m_path, secret("new\n"), shown->clone());
        QVERIFY(written);
        QVERIFY(*written == expected);
        QCOMPARE(modeOf(m_path), after);
        QVERIFY(undo(*shown, secret("new\n")));
        QCOMPARE(modeOf(m_path), before);
    }

    void a_group_that_cannot_be_given_loses_its_access_and_that_is_said()
    {
        if (::geteuid() != 0)
            QSKIP("needs the superuser, to make a file of another group");
        put(m_path, "old\n");
        QCOMPARE(::chown(QFile::encodeName(m_path).constData(), 65534, 0), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), 0640), 0);
        QCOMPARE(::chown(QFile::encodeName(m_folder->path()).constData(), 65534, 65534), 0);
        const pid_t child = ::fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            if (::setgroups(0, nullptr) != 0 || ::setgid(65534) != 0 || ::setuid(65534) != 0)
                ::_exit(100);
            const auto shown = snapshot(m_path);
            if (!shown)
                ::_exit(101);
            const auto planned = accessChanges(*shown);
            const auto written = writeWhole(m_path, secret("new\n"), shown->clone());
            const bool isSaid = written && *written == planned && planned.size() == 1
                && planned.first().kind == AccessChange::Kind::GroupLosesIt && !planned.first().detail.isEmpty();
            ::_exit(isSaid ? 0 : 102);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(modeOf(m_path), 0600U);
    }

    void what_holds_no_secret_has_the_usual_permissions()
    {
        const Umask umask(0022);
        QVERIFY(replaceWhole(m_path, secret("new\n"), Access::Usual));
        QCOMPARE(modeOf(m_path), 0644U);
        QCOMPARE(::chmod(QFile::encodeName(m_path).constData(), 0604), 0);
        QVERIFY(replaceWhole(m_path, secret("newer\n"), Access::Usual));
        QCOMPARE(modeOf(m_path), 0604U);
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("newer\n"));
    }

    void a_file_of_our_own_makes_its_folder_for_this_person_only()
    {
        const Umask umask(0);
        const QString path = m_folder->filePath(QStringLiteral("a/b/draft.json"));
        QVERIFY(writeOwn(path, secret("{}")));
        QCOMPARE(modeOf(path), 0600U);
        QCOMPARE(modeOf(m_folder->filePath(QStringLiteral("a"))), 0700U);
        QCOMPARE(modeOf(m_folder->filePath(QStringLiteral("a/b"))), 0700U);
        QVERIFY(writeOwn(path, secret("{ }")));
        QCOMPARE(contentOf(path), QByteArrayLiteral("{ }"));
    }

    void a_size_limit_is_an_error_and_not_the_end()
    {
        // With the signal's default action, which ends the program.
        const pid_t child = ::fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            struct rlimit limit = {};
            ::getrlimit(RLIMIT_FSIZE, &limit);
            limit.rlim_cur = 8 * 1024;
            if (::setrlimit(RLIMIT_FSIZE, &limit) != 0)
                ::_exit(100);
            const auto written = writeWhole(m_path, Secret(QByteArray(64 * 1024, 'x')), std::nullopt);
            ::_exit(!written && written.error().reason == Reason::NoSpace ? 0 : 101);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(everythingIn(m_folder->path()).size(), 0);
    }

    void a_signal_waits_until_nothing_half_made_is_left()
    {
        const QString marker = m_folder->filePath(QStringLiteral("marker"));
        for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGQUIT}) {
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                const struct rlimit noCore = {};
                ::setrlimit(RLIMIT_CORE, &noCore);
                ::signal(signal, SIG_DFL);
                {
                    const files::native::HeldSignals held;
                    ::raise(signal);
                    put(marker, "reached\n");
                }
                ::_exit(100); // the signal comes before that
            }
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QVERIFY(WIFSIGNALED(status));
            QCOMPARE(WTERMSIG(status), signal);
            QVERIFY(QFile::remove(marker));
        }
    }

#ifdef Q_OS_LINUX
    /// SIGKILL at each system call, one after the other, until the write gets through.
    void whenever_it_is_killed_the_old_file_or_the_new_one_is_there_and_nothing_else_data()
    {
        QTest::addColumn<QByteArray>("old");
        QTest::newRow("a new file") << QByteArray();
        QTest::newRow("a replacement") << QByteArray("old\n");
    }
    void whenever_it_is_killed_the_old_file_or_the_new_one_is_there_and_nothing_else()
    {
        QFETCH(QByteArray, old);
        QString path;
        int kills = 0;
        for (bool isThrough = false; !isThrough; ++kills) {
            QVERIFY(kills < 2000);
            const QString folder = m_folder->filePath(QString::number(kills));
            QVERIFY(QDir().mkdir(folder));
            path = folder + QStringLiteral("/pomerium.env");
            if (!old.isEmpty())
                put(path, old);
            const auto shown = snapshot(path);
            QVERIFY(shown);
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0)
                    ::_exit(100);
                ::raise(SIGSTOP);
                ::_exit(writeWhole(path, secret("new\n"), shown->clone()) ? 0 : 101);
            }
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            if (WIFEXITED(status) && WEXITSTATUS(status) == 100)
                QSKIP("nothing may be traced here");
            // Each system call stops it twice: before and after.
            for (int stops = 0; stops <= kills && WIFSTOPPED(status); ++stops) {
                ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
                QCOMPARE(::waitpid(child, &status, 0), child);
            }
            isThrough = WIFEXITED(status);
            if (isThrough) {
                QCOMPARE(WEXITSTATUS(status), 0);
            } else {
                ::kill(child, SIGKILL);
                QCOMPARE(::waitpid(child, &status, 0), child);
            }
            // What was under way in a process of its own ends by itself.
            const auto isClean = [&] {
                const qsizetype files = everythingIn(folder).size();
                if (!QFile::exists(path))
                    return files == 0 && old.isEmpty();
                const QByteArray now = contentOf(path);
                return files == 1 && ((!old.isEmpty() && now == old) || now == "new\n");
            };
            QTRY_VERIFY2(isClean(), qPrintable(everythingIn(folder).join(QLatin1Char(' '))));
        }
        QCOMPARE(contentOf(path), QByteArrayLiteral("new\n"));
        QVERIFY(kills > 20);
    }
#endif

    void what_a_killed_program_left_goes_with_the_next_write()
    {
        const QString left = m_folder->filePath(QStringLiteral(".okta-setup-AAAAAAAAAAAAAAAA"));
        const QString held = m_folder->filePath(QStringLiteral(".okta-setup-BBBBBBBBBBBBBBBB"));
        put(left, "secret\n");
        put(held, "somebody else's who still lives\n");
        const int file = ::open(QFile::encodeName(held).constData(), O_RDONLY | O_CLOEXEC);
        QCOMPARE(::flock(file, LOCK_EX | LOCK_NB), 0);
        QVERIFY(writeWhole(m_path, secret("new\n"), std::nullopt));
        QVERIFY(!QFile::exists(left));
        QVERIFY(QFile::exists(held));
        ::close(file);
    }

    void a_reader_sees_the_old_file_or_the_new_one()
    {
        // An open file is never written into: who has it open keeps what was there.
        put(m_path, "old\n");
        QFile reader(m_path);
        QVERIFY(reader.open(QIODevice::ReadOnly));
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        QVERIFY(writeWhole(m_path, secret("new and longer\n"), shown->clone()));
        QCOMPARE(reader.readAll(), QByteArrayLiteral("old\n"));
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("new and longer\n"));
    }
#endif

#ifdef Q_OS_LINUX
    void a_full_disk_leaves_the_old_file_and_no_half_one()
    {
        if (::geteuid() != 0)
            QSKIP("needs the superuser, to mount a small file system");
        const QByteArray mountPoint = QFile::encodeName(m_folder->path());
        if (::mount("tmpfs", mountPoint.constData(), "tmpfs", 0, "size=32k") != 0)
            QSKIP("no permission to mount here");
        put(m_path, "old\n");
        const auto shown = snapshot(m_path);
        const Secret large(QByteArray(256 * 1024, 'x'));
        const auto replaced = writeWhole(m_path, large, shown->clone());
        const auto created = writeWhole(m_folder->filePath(QStringLiteral("other.env")), large, std::nullopt);
        const QByteArray content = contentOf(m_path);
        const QStringList left = everythingIn(m_folder->path());
        const bool hasRoom = writeWhole(m_path, secret("new\n"), shown->clone()).has_value();
        QCOMPARE(::umount(mountPoint.constData()), 0);
        COMPARE_REFUSED(replaced, Reason::NoSpace);
        COMPARE_REFUSED(created, Reason::NoSpace);
        QCOMPARE(content, QByteArrayLiteral("old\n"));
        QCOMPARE(left, QStringList{QStringLiteral("pomerium.env")});
        QVERIFY(hasRoom); // nothing of the attempts is left
    }

    void a_read_only_file_system_is_refused()
    {
        if (::geteuid() != 0)
            QSKIP("needs the superuser, to mount a read-only file system");
        const QByteArray mountPoint = QFile::encodeName(m_folder->path());
        if (::mount("tmpfs", mountPoint.constData(), "tmpfs", 0, "size=32k") != 0)
            QSKIP("no permission to mount here");
        put(m_path, "old\n");
        const int remounted = ::mount("tmpfs", mountPoint.constData(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=32k");
        const auto shown = snapshot(m_path);
        const auto replaced = writeWhole(m_path, secret("new\n"), shown->clone());
        const auto created = writeWhole(m_folder->filePath(QStringLiteral("other.env")), secret("new\n"), std::nullopt);
        QCOMPARE(::umount(mountPoint.constData()), 0);
        QCOMPARE(remounted, 0);
        COMPARE_REFUSED(replaced, Reason::NotWritable);
        COMPARE_REFUSED(created, Reason::NotWritable);
    }

    void a_named_persons_access_is_kept_and_said()
    {
        // user::rw- user:65534:r-- group::--- mask::r-- other::r--, as acl(5) and linux/posix_acl_xattr.h have it
        const QByteArray list = QByteArray::fromHex("02000000"
                                                    "01000600ffffffff"
                                                    "02000400feff0000"
                                                    "04000000ffffffff"
                                                    "10000400ffffffff"
                                                    "20000400ffffffff");
        const QByteArray name = QFile::encodeName(m_path);
        put(m_path, "old\n");
        if (::setxattr(name.constData(), "system.posix_acl_access", list.constData(),
                       static_cast<std::size_t>(list.size()), 0)
            != 0)
            QSKIP("a file system without access lists");
        const auto shown = snapshot(m_path);
        QVERIFY(shown);
        QVERIFY(shown->accessList == list);
        const auto written = writeWhole(m_path, secret("new\n"), shown->clone());
        QVERIFY(written);
        const QList<AccessChange> expected{{AccessChange::Kind::OthersLoseIt, {}},
                                           {AccessChange::Kind::ListIsKept, {}}};
        QVERIFY(*written == expected);
        QVERIFY(accessChanges(*shown) == expected);
        QByteArray narrowed = list;
        narrowed[narrowed.size() - 6] = 0; // other::---
        const auto now = snapshot(m_path);
        QVERIFY(now);
        QCOMPARE(now->accessList.toHex(), narrowed.toHex());
        QVERIFY(undo(*shown, secret("new\n")));
        const auto back = snapshot(m_path);
        QVERIFY(back);
        QCOMPARE(back->accessList.toHex(), list.toHex());
    }

    void a_folders_default_list_opens_no_new_file()
    {
        const QByteArray list = QByteArray::fromHex("02000000"
                                                    "01000700ffffffff"
                                                    "02000700feff0000"
                                                    "04000700ffffffff"
                                                    "10000700ffffffff"
                                                    "20000700ffffffff");
        if (::setxattr(QFile::encodeName(m_folder->path()).constData(), "system.posix_acl_default", list.constData(),
                       static_cast<std::size_t>(list.size()), 0)
            != 0)
            QSKIP("a file system without access lists");
        QVERIFY(writeWhole(m_path, secret("new\n"), std::nullopt));
        const auto now = snapshot(m_path);
        QVERIFY(now);
        QVERIFY(now->accessList.isEmpty());
        QCOMPARE(modeOf(m_path), 0600U);
    }

    void an_append_only_folder_takes_new_files_and_keeps_no_others()
    {
        const int folder = ::open(QFile::encodeName(m_folder->path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        int flags = 0;
        put(m_path, "old\n");
        if (::ioctl(folder, FS_IOC_GETFLAGS, &flags) != 0 || (flags |= FS_APPEND_FL) == 0
            || ::ioctl(folder, FS_IOC_SETFLAGS, &flags) != 0) {
            ::close(folder);
            QSKIP("no such attribute here, or no permission");
        }
        const auto shown = snapshot(m_path);
        const auto replaced = writeWhole(m_path, secret("new\n"), shown->clone());
        const auto created = writeWhole(m_folder->filePath(QStringLiteral("new.env")), secret("new\n"), std::nullopt);
        const QStringList names = everythingIn(m_folder->path());
        flags &= ~FS_APPEND_FL;
        QCOMPARE(::ioctl(folder, FS_IOC_SETFLAGS, &flags), 0);
        ::close(folder);
        COMPARE_REFUSED(replaced, Reason::AppendOnly);
        QVERIFY(created || created.error().reason == Reason::AppendOnly); // without nameless files
        QCOMPARE(contentOf(m_path), QByteArrayLiteral("old\n"));
        for (const QString &name : names)
            QVERIFY2(!name.startsWith(QLatin1String(".okta-setup-")), qPrintable(name));
    }

    void no_moment_lets_others_read()
    {
        // The kernel reports every change in the folder, in order. A file without a name is whole before it gets one;
        // where there are none, it has its final mode before its first byte.
        const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        QVERIFY(watch >= 0);
        QVERIFY(::inotify_add_watch(watch, QFile::encodeName(m_folder->path()).constData(),
                                    IN_CREATE | IN_MODIFY | IN_ATTRIB | IN_MOVED_TO)
                >= 0);
        {
            const Umask umask(0);
            QVERIFY(writeWhole(m_path, secret("new\n"), std::nullopt));
        }
        alignas(struct inotify_event) char buffer[4096];
        const auto size = ::read(watch, buffer, sizeof buffer);
        ::close(watch);
        QVERIFY(size > 0);
        QStringList events;
        for (qsizetype at = 0; at < size;) {
            const auto *event = reinterpret_cast<const struct inotify_event *>(buffer + at);
            const QString name = QString::fromLocal8Bit(event->name);
            // The kernel calls a file without a name "#" and its number.
            QVERIFY2(name.isEmpty() || name.startsWith(QLatin1Char('#'))
                         || name.startsWith(QLatin1String(".okta-setup-")) || name == QLatin1String("pomerium.env"),
                     qPrintable(name));
            if (event->mask & IN_CREATE && !name.startsWith(QLatin1Char('#')))
                events << (name == QLatin1String("pomerium.env") ? QStringLiteral("linked")
                                                                 : QStringLiteral("created"));
            if (event->mask & IN_ATTRIB && (events.isEmpty() || events.last() != QLatin1String("mode")))
                events << QStringLiteral("mode");
            if (event->mask & IN_MODIFY && !name.startsWith(QLatin1Char('#')))
                events << QStringLiteral("written");
            at += static_cast<qsizetype>(sizeof(struct inotify_event) + event->len);
        }
        const QString order = events.join(QLatin1Char(' '));
        QVERIFY2(events.contains(QStringLiteral("linked")), qPrintable(order));
        if (events.contains(QStringLiteral("created"))) {
            QVERIFY2(order.startsWith(QLatin1String("created mode written")), qPrintable(order));
        } else {
            QVERIFY2(!events.contains(QStringLiteral("written")), qPrintable(order));
        }
        QCOMPARE(modeOf(m_path), 0600U);
    }
#endif

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(tst_AtomicFile)
#include "tst_AtomicFile.moc"
